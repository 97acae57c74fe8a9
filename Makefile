# make run     builds Tandem and starts the eight processes on the built-in synthetic market, without any key
# make test    builds and runs every test
# JOBS=2       limits the compiler's jobs; CONFIGURATION=debug builds faster, runs slower

JOBS ?= $(shell nproc 2>/dev/null || echo 2)
CONFIGURATION ?= release
# An import that the manifest does not list fails the build: the manifest is the architecture.
CHECK := --explicit-target-dependency-import-check error
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
PACKAGES := libzmq3-dev libsqlite3-dev zlib1g-dev

.DEFAULT_GOAL := help
.PHONY: help deps build run test lint bench

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

deps: ## installs the system libraries that are missing (Debian, Ubuntu)
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing the missing system packages:$$missing"; \
	  command -v apt-get >/dev/null || { echo "this system has no apt-get: install$$missing in its own way" >&2; exit 69; }; \
	  $(SUDO) apt-get install -y --no-install-recommends $$missing \
	    || { $(SUDO) apt-get update && $(SUDO) apt-get install -y --no-install-recommends $$missing; }; \
	fi
	@command -v swift >/dev/null || { echo "swift is missing: install Swift 6.2 or later from https://swift.org/install" >&2; exit 69; }

build: deps ## builds every process
	swift build -c $(CONFIGURATION) -j $(JOBS)

run: build ## starts everything; the dashboard is on http://127.0.0.1:8080
	.build/$(CONFIGURATION)/tandem up

# One test at a time: several wait for processes they started, and a small machine's thread pool has no room for that.
test: deps ## builds and runs every test
	swift build --build-tests -j $(JOBS) $(CHECK)
	swift test --skip-build --no-parallel --disable-xctest

lint: ## refuses what the formatter would change
	swift format lint --strict -r Package.swift Sources Tests Benchmarks

bench: deps ## measures, with the reference side by side; see Benchmarks/
	@for script in Benchmarks/run-*.sh; do echo "== $$script"; sh "$$script" || exit 1; done
