import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

/** Mail template → what must be given to fill it in. The files are `templates/NAME.mjml` and `templates/NAME.txt`. */
export interface MailTemplates {
  /** A heading, paragraphs and at most one button: every mail Tandem writes to the people who work with it. */
  letter: {
    heading: string;
    paragraphs: string[];
    action?: { label: string; url: string };
    /** Small print under the letter: why one gets it, what to do if one did not ask for it. */
    note?: string;
  };
}

export type MailTemplate = keyof MailTemplates;

/** HTML and text with Liquid's marks still in them. */
export type Layout = { html: string; text: string };

const directory = new URL('./templates/', import.meta.url);
const layouts = new Map<string, Promise<Layout>>();

/** The template's layout, made once per process. */
export function layoutOf(template: string): Promise<Layout> {
  const known = layouts.get(template);
  if (known) return known;
  const made = makeLayout(template);
  layouts.set(template, made);
  // A failure is not remembered: the next mail tries again.
  made.catch(() => layouts.delete(template));
  return made;
}

async function makeLayout(template: string): Promise<Layout> {
  if (!/^[a-z-]+$/.test(template)) throw new Error(`"${template}" is no mail template.`);
  const [mjml, text] = await Promise.all(
    ['mjml', 'txt'].map((kind) => readFile(new URL(`${template}.${kind}`, directory), 'utf8')),
  );
  return { html: await compile(mjml ?? ''), text: text ?? '' };
}

/**
 * MJML takes 100 MB and most of a second; what it makes is 8 kB and never changes. So it runs in a thread that is gone
 * afterwards with its memory, and a mail itself is only Liquid filling in the values.
 */
async function compile(mjml: string): Promise<string> {
  const thread = new Worker(new URL('./mjml-thread.ts', import.meta.url), { workerData: mjml });
  return new Promise((resolve, reject) => {
    thread.once('message', (html: string) => resolve(html));
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('The mail template could not be read.')));
  });
}
