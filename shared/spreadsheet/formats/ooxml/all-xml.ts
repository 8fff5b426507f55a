/** A file of ours: in a bundle of several files a package in CommonJS that is imported late has no exports by name. */
export { SaxesParser } from 'saxes';
