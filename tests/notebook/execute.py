"""Executes a notebook with a real kernel, as a reader would, and wants every cell of code to show
something and nothing to go wrong.

    execute.py NOTEBOOK OUTPUTS
"""

import os
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

notebook, outputs = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
os.environ["AMUR_OUTPUTS"] = str(outputs)
book = nbformat.read(notebook, as_version=4)
nbformat.validate(book)

cells = [cell for cell in book.cells if cell.cell_type == "code"]
assert cells, f"{notebook} has no code"
for cell in cells:
    assert not cell.outputs and cell.execution_count is None, f"{notebook}: clear the outputs before committing"

NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": notebook.parent}}).execute()
for cell in cells:
    shown = [output for output in cell.outputs if output.output_type in ("execute_result", "display_data")]
    said = [output.text for output in cell.outputs if output.output_type == "stream"]
    assert shown and not said, f"{notebook}, cell {cell.id}: shows {shown}, says {said}"
    print(f"{cell.id}: {shown[-1].data['text/plain']}")
