# Two commands do everything on a fresh machine with Node 20 or newer, npm, git and make: `make synth` and `make test`.
.DEFAULT_GOAL := help
.PHONY: help synth check test lint types format layers unused schemas imports bench watch hooks fix clean e2e e2e-api e2e-build

INSTALLED := node_modules/.package-lock.json
ARGOSY := node lib/cli/bin.mjs
# A folder with copies of the CRDs; without one they are downloaded.
CRDS ?= $(wildcard ../shared/crds)

help: ## what there is
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(INSTALLED): package-lock.json package.json imports/argo/package.json
	npm ci --no-audit --no-fund
	@touch $@

synth: $(INSTALLED) ## environments/ -> dist/
	@$(ARGOSY) synth

check: $(INSTALLED) ## fails when dist/ is not what environments/ says
	@$(ARGOSY) synth --check

watch: $(INSTALLED) ## synth at every save
	@$(ARGOSY) synth --watch

test: $(INSTALLED) ## every check and every test
	@$(MAKE) --no-print-directory -j2 lint format types layers unused
	@npx jest --ci

types: $(INSTALLED) ## type-check with the native compiler
	npx tsc --noEmit

lint: $(INSTALLED) ## lint with type information
	npx eslint --max-warnings 0 .

format: $(INSTALLED) ## check the formatting
	npx prettier --check --log-level warn .

layers: $(INSTALLED) ## who may import whom, and no cycles
	npx depcruise --config .dependency-cruiser.cjs main.ts lib environments imports/argo test

unused: $(INSTALLED) ## exports, files and packages that nobody uses
	npx knip

fix: $(INSTALLED) ## format, and mend what the linter can mend
	npx prettier --write --log-level warn .
	npx eslint --fix .

schemas: $(INSTALLED) ## JSON Schemas of release.yaml and tuning.yaml, from the definitions that check them
	node lib/cli/run.mjs lib/config/write-schemas.ts

imports: $(INSTALLED) ## regenerate imports/ from the CRDs that cdk8s.yaml names
	node imports/generate.mjs $(if $(CRDS),--crds $(CRDS))

bench: $(INSTALLED) ## speed at 100 to 50,000 objects, against plain cdk8s and against the floor
	node lib/cli/run.mjs test/bench/main.ts

e2e-build: $(INSTALLED) ## build Kubernetes, Argo CD and the rest of the proof: once, with Go, 20 minutes
	@CRDS="$(CRDS)" node lib/cli/run.mjs test/e2e/main.ts build

e2e-api: $(INSTALLED) ## dist/ against a real API server, by dry run
	@node lib/cli/run.mjs test/e2e/main.ts api

e2e: $(INSTALLED) ## dist/ on a real control plane; ONLY=canary runs one scenario, KEEP=1 leaves it up
	@node lib/cli/run.mjs test/e2e/main.ts all

hooks: $(INSTALLED) ## opt in to the git hooks: format, lint, fresh dist/ before each commit
	npx lefthook install

clean: ## forget everything that was installed or built
	rm -rf node_modules
