#!/usr/bin/env node
// The command `argosy`.
import { nodeIsNewEnough } from './node-version.mjs';

if (nodeIsNewEnough()) import('./launcher.mjs').then((launcher) => launcher.runCommand(process.argv.slice(2)));
