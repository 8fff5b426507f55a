/** The same from pages at every name. */
import './other-origins.test.ts';
