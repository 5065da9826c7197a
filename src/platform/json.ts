/** The value, or undefined when the text is not JSON: for text from outside, which a schema checks next. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
