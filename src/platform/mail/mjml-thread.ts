import { parentPort, workerData } from 'node:worker_threads';
import mjml2html from 'mjml';

/** Runs in a thread of its own that ends with its work: see `templates.ts`. */
const text: unknown = workerData;
// No web fonts: a mail loads nothing from elsewhere.
const { html } = await mjml2html(String(text), { validationLevel: 'strict', fonts: {} });
parentPort?.postMessage(html);
