import { useState } from 'react';
import { Button } from '../../../web/ui/Button.tsx';
import { toast } from '../../../web/ui/toast.ts';

type Props = {
  label: string;
  text: string;
  /** How it looks, when that differs from what is copied. */
  shown?: string;
};

/** Text made to be taken elsewhere: a link, a key, a list of codes. */
export function Copyable({ label, text, shown = text }: Props) {
  return (
    <div className="copyable">
      <code>{shown}</code>
      <CopyButton text={text} label={label} />
    </div>
  );
}

export function CopyButton({ text, label, small = true }: { text: string; label: string; small?: boolean }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Without https the browser closes the clipboard; the text can still be marked by hand.
      toast(`Your browser does not let Tandem copy. Mark the ${label.toLowerCase()} and copy it yourself.`, {
        wrong: true,
      });
    }
  };
  return (
    <Button
      small={small}
      icon={copied ? 'tick' : 'copy'}
      onClick={() => void copy()}
      aria-label={`${copied ? 'Copied' : 'Copy'}: ${label}`}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  );
}
