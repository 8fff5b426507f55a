import { writeFileSync } from 'node:fs';
import { authoringWorkbook } from './authoring-workbook.ts';
import { filledPublicLibraries, publicLibraries } from './public-libraries.ts';

writeFileSync('examples/public-libraries.authoring.xlsx', authoringWorkbook(publicLibraries));
writeFileSync('examples/public-libraries.northwood.xlsx', authoringWorkbook(filledPublicLibraries));
