import type { Liquid } from 'liquidjs';
import { layoutOf } from './templates.ts';

export type Body = { html: string; text: string };

/** Fills a template in. A value that the template needs and nobody gave is an error, not a gap in a mail. */
export async function compose(
  template: string,
  subject: string,
  values: Record<string, unknown>,
): Promise<Body> {
  const [{ html, text }, engines] = await Promise.all([layoutOf(template), openEngines()]);
  const given = { subject, ...values };
  return {
    html: String(await engines.html.parseAndRender(html, given)),
    text: `${String(await engines.text.parseAndRender(text, given)).trim()}\n`,
  };
}

let engines: Promise<{ html: Liquid; text: Liquid }> | undefined;

/** Loaded with the first mail: a Tandem at rest does without. */
function openEngines(): Promise<{ html: Liquid; text: Liquid }> {
  engines ??= import('liquidjs').then(({ Liquid }) => ({
    html: new Liquid({
      strictVariables: true,
      lenientIf: true,
      ownPropertyOnly: true,
      outputEscape: 'escape',
    }),
    text: new Liquid({ strictVariables: true, lenientIf: true, ownPropertyOnly: true }),
  }));
  return engines;
}
