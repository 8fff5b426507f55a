#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// What a command imports is compiled once, not each time that somebody types one: most of its start is that.
enableCompileCache();
const { runTyped } = await import('./program.ts');
await runTyped(process.argv.slice(2));
