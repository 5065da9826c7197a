import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

/** The address of a record that is part of another one by now leads to that one. */
export function useCurrentAddress(
  list: 'contacts' | 'companies',
  asked: string | undefined,
  current: string | undefined,
): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (current !== undefined && current !== asked)
      void navigate({ to: `/${list}/${current}`, replace: true });
  }, [list, asked, current, navigate]);
}
