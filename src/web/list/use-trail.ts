import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { leaveTrail } from './trail.ts';
import type { Estimate } from './use-list-pages.ts';

type Shown = {
  items: readonly { id: string }[];
  estimate: Estimate | undefined;
  request: Record<string, string>;
  /** The server has more than is loaded. */
  more: boolean;
  name: string | undefined;
};

/** Remembers what the list shows, for the records opened from it. */
export function useTrail(noun: string, { items, estimate, request, more, name = '' }: Shown): void {
  const pathname = useLocation({ select: (location) => location.pathname });
  const href = useLocation({ select: (location) => location.href });
  // While the list is being left, the router already names the next page: that is not the way back.
  const [home] = useState(pathname);
  const question = JSON.stringify(request);
  useEffect(() => {
    if (items.length === 0 || pathname !== home) return;
    const asked = JSON.parse(question) as Record<string, string>;
    leaveTrail(noun, { ids: items.map((item) => item.id), more, estimate, request: asked, href, name });
  }, [noun, items, estimate, question, more, href, pathname, home, name]);
}
