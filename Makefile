# regx: build, check, measure, install. `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
PYTHON ?= python3
BUILD := .build
REGX := $(BUILD)/release/regx
ORACLE_FLAGS ?=
BENCH_FLAGS ?=
# The manifest is the layering: a target may import only what it names.
STRICT := --explicit-target-dependency-import-check error

.PHONY: help build test check lint test-release examples pictures texts processes shards old-processors bench oracle start-order install clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' Makefile

build: ## build the release binary
	$(SWIFT) build -c release $(STRICT)

test: ## run the tests
	$(SWIFT) test $(STRICT)

test-release: ## run the tests, optimized
	$(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path $(BUILD)/tests-release $(STRICT)

lint: ## check the format of the code
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

examples: build ## run the examples and compare their output
	examples/check $(REGX)

pictures: build ## draw the gallery and compare it with the committed pictures
	docs/pictures/check $(REGX)

texts: build ## compare help, man page and completions with the committed ones
	Tests/RegxCommandTests/Texts/check $(REGX)

processes: build ## run the binary with pipes, signals, full disks, terminals
	Tests/RegxCommandTests/processes $(REGX)

shards: build ## fill files from many processes, under GNU parallel and Slurm
	Tests/RegxCommandTests/shards $(REGX)

old-processors: build ## run the binary on emulated older processors
	Tests/RegxCommandTests/old-processors $(REGX)

check: lint build test test-release examples pictures texts processes shards old-processors ## everything that CI checks

oracle: build ## compare fresh random cases with the real frameworks
	$(PYTHON) Tests/Golden/oracle.py --regx $(REGX) $(ORACLE_FLAGS)

bench: build ## measure, side by side with PyTorch, NumPy, JAX, MKL and a copy
	$(PYTHON) Tests/Benchmarks/bench.py --regx $(REGX) $(BENCH_FLAGS)

start-order: build ## list what a start of the program touches, for the linker (needs valgrind)
	Tests/Benchmarks/start-order $(REGX) Sources/regx

install: build ## install binary, man page and completions under PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -d $(DESTDIR)$(PREFIX)/share/zsh/site-functions
	install -d $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(REGX) $(DESTDIR)$(PREFIX)/bin/regx
	$(REGX) man > $(DESTDIR)$(PREFIX)/share/man/man1/regx.1
	$(REGX) completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/regx
	$(REGX) completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_regx
	$(REGX) completion fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/regx.fish

clean: ## remove what was built
	rm -rf $(BUILD)
