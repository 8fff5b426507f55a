import { hasLibreOffice } from '../support/libreoffice.ts';
import { look } from './look.ts';

/**
 * `npm run eye [count] [first seed]`: workbooks made of seeds, read by us and shown by LibreOffice. Ends with status 1
 * when an answer was read otherwise than it is shown and nobody was asked; the seed is for `kept-seeds.json`.
 */
const [count = 2_000, first = 1] = process.argv.slice(2).map(Number);

if (hasLibreOffice) {
  const step = 100;
  let otherwise = 0;
  for (let done = 0; done < count; done += step) {
    const seeds = Array.from({ length: Math.min(step, count - done) }, (_, at) => first + done + at);
    const found = await look(seeds);
    for (const { seed, format, id, shown, read } of found) {
      console.log(`seed ${seed}, .${format}, ${id}: "${shown}" is shown, ${read} was read`);
    }
    otherwise += found.length;
    console.log(`${done + seeds.length} workbooks, each as .xlsx and .ods: ${otherwise} answers read otherwise`);
  }
  process.exitCode = otherwise === 0 ? 0 : 1;
}
