# regx: build, check, measure, install. `make help` lists the targets.
# SPDX-License-Identifier: Apache-2.0

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
PYTHON ?= python3
BUILD := .build
REGX := $(BUILD)/release/regx
ORACLE_FLAGS ?=
MUTANTS_FLAGS ?=
BENCH_FLAGS ?=
# How often the faults are tried.
CALLS ?= 2
KILLS ?= 20
# How long the fuzzer tries fresh cases, and where it begins: a seed of its own if none is given.
FUZZ_SECONDS ?= 60
FUZZ_FLAGS ?=
# The suites that take some seconds together.
QUICK := CommandTableTests|TensorCoreTests|RegularizationTests|RegxCommandTests.(Table|Contract|Golden|Seed)Tests
# The manifest is the layering: a target may import only what it names.
STRICT := --explicit-target-dependency-import-check error

STRIP ?= strip
# The linker's mark is made of what the strip takes away: it would tell one build folder from another.
STRIP_FLAGS ?= $(if $(filter Linux,$(shell uname -s)),--remove-section=.note.gnu.build-id)
# GNU tar, whose archives can be the same twice.
TAR ?= tar

.PHONY: help build test test-quick test-release check lint version examples mixer pictures texts processes shards \
  faults fuzz fuzz-short sanitize old-processors dependency oracle mutants bench install uninstall dist clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' Makefile

build: ## build the release binary
	$(SWIFT) build -c release $(STRICT)

test: ## run the tests
	$(SWIFT) test $(STRICT)

test-quick: ## run the fast tests, in less than a minute
	$(SWIFT) test $(STRICT) --filter '$(QUICK)'

test-release: ## run the tests, optimized
	$(SWIFT) test -c release -Xswiftc -enable-testing --scratch-path $(BUILD)/tests-release $(STRICT)

version: build ## compare the versions in changelog and citation with the program's
	@version=$$($(REGX) --version | cut -d ' ' -f 2); \
	  grep -m 1 '^## ' CHANGELOG.md | grep -qxF "## $$version" && \
	  grep -qxF "version: $$version" CITATION.cff || \
	  { echo "CHANGELOG.md and CITATION.cff do not begin with version $$version" >&2; exit 1; }

lint: ## check the format of the code
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests examples/mixer
	@! find Makefile Package.swift Sources Tests examples docs -path '*/.*' -prune -o -type f -size +0 \
	  \( -name Makefile -o -name '*.swift' -o -name '*.[ch]' -o -name '*.py' -o -perm -u+x \) \
	  -exec grep -L 'SPDX-License-Identifier: Apache-2.0' {} + | grep .

examples: build ## run the examples and compare their output
	examples/check $(REGX)

mixer: ## build the example package, and compare it with PyTorch
	$(SWIFT) test --package-path examples/mixer --scratch-path $(abspath $(BUILD))/mixer

pictures: build ## draw the gallery and compare it with the committed pictures
	docs/pictures/check $(REGX)

texts: build ## compare help, man page and completions with the committed ones
	Tests/RegxCommandTests/Texts/check $(REGX)

processes: build ## run the binary with pipes, signals, full disks, terminals
	Tests/RegxCommandTests/processes $(REGX)
	$(PYTHON) Tests/RegxCommandTests/terminal $(REGX)

shards: build ## fill files from many processes, under GNU parallel and Slurm
	Tests/RegxCommandTests/shards $(REGX)

faults: build ## make system calls fail and kill the binary (CALLS=20 KILLS=1000 for long)
	Tests/RegxCommandTests/faults $(REGX) $(CALLS) $(KILLS)

fuzz: build ## try random command lines, damaged files, hostile pairs (FUZZ_SECONDS=3600 for long)
	$(PYTHON) Tests/Fuzz/fuzz.py $(REGX) --seconds $(FUZZ_SECONDS) $(FUZZ_FLAGS)

fuzz-short: FUZZ_SECONDS := 20
fuzz-short: fuzz

sanitize: ## run the tests and the fuzzer's cases under the address and the thread sanitizer
	Tests/sanitize $(SWIFT) $(PYTHON) $(BUILD)

old-processors: build ## run the binary on emulated older processors
	Tests/RegxCommandTests/old-processors $(REGX)

dependency: ## use the libraries from another package, by version
	Tests/Dependency/check $(SWIFT) $(BUILD)/dependency

check: lint build version test test-release examples mixer pictures texts processes shards faults fuzz-short old-processors dependency ## everything that CI checks

oracle: build ## compare fresh random cases with the real frameworks
	$(PYTHON) Tests/Golden/oracle.py --regx $(REGX) $(ORACLE_FLAGS)

mutants: ## change the sources one place at a time, and see whether a test notices
	$(PYTHON) Tests/Mutants/mutants.py $(MUTANTS_FLAGS)

bench: build ## measure, side by side with PyTorch, NumPy, JAX, MKL and a copy
	$(PYTHON) Tests/Benchmarks/bench.py --regx $(REGX) $(BENCH_FLAGS)

install: ## install binary, man page, completions and licences under PREFIX
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin share/man/man1 share/doc/regx \
	  share/bash-completion/completions share/zsh/site-functions share/fish/vendor_completions.d)
	$(STRIP) $(STRIP_FLAGS) -o $(DESTDIR)$(PREFIX)/bin/regx $(REGX)
	chmod 755 $(DESTDIR)$(PREFIX)/bin/regx
	install -m 644 LICENSE NOTICE $(DESTDIR)$(PREFIX)/share/doc/regx
	$(REGX) man > $(DESTDIR)$(PREFIX)/share/man/man1/regx.1
	$(REGX) completion bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/regx
	$(REGX) completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_regx
	$(REGX) completion fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/regx.fish

uninstall: ## remove what install has put under PREFIX
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,bin/regx share/man/man1/regx.1 \
	  share/doc/regx/LICENSE share/doc/regx/NOTICE share/bash-completion/completions/regx \
	  share/zsh/site-functions/_regx share/fish/vendor_completions.d/regx.fish)
	-rmdir $(DESTDIR)$(PREFIX)/share/doc/regx

dist: build ## make an archive of what install installs, and its SHA-256
	@set -eu; \
	  version=$$($(REGX) --version | cut -d ' ' -f 2); \
	  name=regx-$$version-$$(uname -s | tr A-Z a-z)-$$(uname -m); \
	  time=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)}; \
	  rm -rf $(BUILD)/dist; \
	  (umask 022; $(MAKE) --silent install DESTDIR=$(BUILD)/dist/ PREFIX=$$name); \
	  cd $(BUILD)/dist; \
	  if grep -aqF "$(CURDIR)" $$name/bin/regx; then \
	    echo "the binary names the folder that it was built in" >&2; exit 1; fi; \
	  $(TAR) --create --sort=name --mtime="@$$time" --owner=0 --group=0 --numeric-owner \
	    --format=ustar $$name | gzip --no-name --best > $$name.tar.gz; \
	  sha256sum $$name.tar.gz > $$name.tar.gz.sha256; \
	  echo "$(BUILD)/dist/$$name.tar.gz"

clean: ## remove what was built
	rm -rf $(BUILD)
