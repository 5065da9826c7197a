/** Real data sets that lie beside the project and are no part of it: tests that need them skip where they are not. */
export const sharedData = `${process.env['TANDEM_SHARED'] ?? new URL('../../../../shared', import.meta.url).pathname}/data`;
