import { useMemo } from 'react';
import { qrCode, qrPath } from './qr-code.ts';

/** Black on white in both themes: not every camera reads it the other way round. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const drawn = useMemo(() => {
    const rows = qrCode(text);
    return rows === undefined ? undefined : qrPath(rows);
  }, [text]);
  if (drawn === undefined) return null;
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${drawn.size} ${drawn.size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={drawn.path} fill="currentColor" />
    </svg>
  );
}
