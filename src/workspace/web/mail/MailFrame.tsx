import { useMemo, useRef } from 'react';
import { dressMail, undressMail } from './mail-styles.ts';

/** The mail as its receiver sees it, in a frame that runs no script, sends no form and leads nowhere. */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const plain = useMemo(() => undressMail(html), [html]);
  const dress = () => {
    const inside = frame.current?.contentDocument;
    if (inside !== null && inside !== undefined) dressMail(inside);
  };
  return (
    <iframe
      ref={frame}
      className="mail-frame"
      title={title}
      sandbox="allow-same-origin"
      srcDoc={plain}
      onLoad={dress}
    />
  );
}
