/** MJML brings no types; this is all of it we use. */
declare module 'mjml' {
  type Options = { validationLevel: 'strict'; fonts: Record<string, string> };
  export default function mjml2html(text: string, options: Options): Promise<{ html: string }>;
}
