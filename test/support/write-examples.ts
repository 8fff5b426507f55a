import { writeFileSync } from 'node:fs';
import { authoringWorkbook } from './authoring-workbook.ts';
import { cityParks, filledCityParks, lastYearOfCityParks, moreCityParks, registryOfCityParks } from './city-parks.ts';
import { filledPublicLibraries, publicLibraries } from './public-libraries.ts';

writeFileSync('examples/public-libraries.authoring.xlsx', authoringWorkbook(publicLibraries));
writeFileSync('examples/public-libraries.northwood.xlsx', authoringWorkbook(filledPublicLibraries));
writeFileSync('examples/city-parks.xlsx', await cityParks());
writeFileSync('examples/city-parks.northwood.xlsx', await filledCityParks());
writeFileSync('examples/city-parks.last-year.csv', lastYearOfCityParks);
for (const [city, file] of await moreCityParks()) writeFileSync(`examples/city-parks.${city}.xlsx`, file);
writeFileSync('examples/city-parks.registry.xlsx', await registryOfCityParks());
