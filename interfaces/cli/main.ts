#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: what was read and compiled once is not again, which is a third of the time of a start.
enableCompileCache();
await import('./cli.ts');
