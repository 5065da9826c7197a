import { createRoute, lazyRouteComponent, type AnyRoute } from '@tanstack/react-router';
import type { RailItem, WebRoom } from '../../../web/room.ts';

export const agreementRail: RailItem = {
  group: 'Hand off',
  label: 'Agreement',
  to: '/agreement',
  icon: 'shield',
  may: 'handoffs.read',
  keys: 'g a',
  words: 'sla promises terms signatures kept attainment consequences',
};

export function agreementRoutes(shell: AnyRoute): AnyRoute[] {
  return [
    createRoute({
      getParentRoute: () => shell,
      path: '/agreement',
      validateSearch: ({ month }: Record<string, unknown>) => monthOf(month),
      component: lazyRouteComponent(() => import('./AgreementPage.tsx'), 'AgreementPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/agreement/cases',
      validateSearch: ({ month, promise, kept, source, rep }: Record<string, unknown>) => ({
        ...monthOf(month),
        ...(typeof promise === 'string' ? { promise } : {}),
        ...(kept === 'yes' || kept === 'no' || kept === 'open' || kept === 'done' ? { kept } : {}),
        ...(typeof source === 'string' ? { source } : {}),
        ...(typeof rep === 'string' ? { rep } : {}),
      }),
      component: lazyRouteComponent(() => import('./CasesPage.tsx'), 'CasesPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/agreement/versions',
      component: lazyRouteComponent(() => import('./VersionsPage.tsx'), 'VersionsPage'),
    }),
    createRoute({
      getParentRoute: () => shell,
      path: '/agreement/versions/$id',
      component: lazyRouteComponent(() => import('./VersionPage.tsx'), 'VersionPage'),
    }),
  ];
}

function monthOf(month: unknown): { month?: string } {
  return typeof month === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? { month } : {};
}

export const agreementLiveKeys: NonNullable<WebRoom['liveKeys']> = {
  'agreement.': [['agreements']],
  'consequence.': [['consequences']],
};
