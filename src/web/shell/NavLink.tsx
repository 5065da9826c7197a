import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

type Props = {
  to: string;
  search?: Record<string, string>;
  /** The router's own Link would call the group, the page and a pinned view of it all 'current'. */
  current?: boolean;
  className?: string;
  label?: string;
  children: ReactNode;
};

const none: Record<string, string> = {};

export function NavLink({ to, search = none, current = false, className, label, children }: Props) {
  const router = useRouter();
  const { href } = router.buildLocation({ to, search });
  const go = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    void router.navigate({ to, search });
  };
  const prepare = () => void router.preloadRoute({ to, search });
  return (
    <a
      href={href}
      className={className}
      aria-label={label}
      aria-current={current ? 'page' : undefined}
      data-tip={label}
      onClick={go}
      onPointerEnter={prepare}
      onFocus={prepare}
    >
      {children}
    </a>
  );
}
