/*
 * A frame inherits our content security policy, which lets no style stand inside a page, and a mail is made of such
 * styles. Set from outside they are allowed; so they are put aside in the text and set again once the frame is there.
 */

const sheetType = 'text/css';

export function undressMail(html: string): string {
  return html
    .replaceAll(/<style\b[^>]*>/gi, `<script type="${sheetType}">`)
    .replaceAll(/<\/style>/gi, '</script>')
    .replaceAll(/<[a-z][^>]*>/gi, (tag) => tag.replaceAll(/\sstyle=/gi, ' data-style='));
}

export function dressMail(mail: Document): void {
  const view: (Window & Partial<Pick<typeof globalThis, 'CSSStyleSheet'>>) | null = mail.defaultView;
  const Sheet = view?.CSSStyleSheet;
  if (Sheet !== undefined) {
    mail.adoptedStyleSheets = [...mail.querySelectorAll(`script[type="${sheetType}"]`)].map((aside) => {
      const sheet = new Sheet();
      // What is imported cannot be fetched from here; everything else is the mail's own.
      sheet.replaceSync((aside.textContent ?? '').replaceAll(/@import[^;]+;/g, ''));
      return sheet;
    });
  }
  for (const element of mail.querySelectorAll<HTMLElement>('[data-style]')) {
    element.style.cssText = element.dataset['style'] ?? '';
  }
  // Its links stand beside the frame, to be copied: following one here would use it up.
  for (const link of mail.querySelectorAll('a')) link.removeAttribute('href');
}
