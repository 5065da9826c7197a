import type { Role } from '../../platform/actor.ts';
import type { TeamKind } from '../../workspace/workspace.ts';

export type Colleague = {
  name: string;
  email: string;
  role: Role;
  team: Extract<TeamKind, 'marketing' | 'sales'>;
};

/** Who works at Hallow & Reed. `me` is whoever loaded the sample, so that their own lists are not empty. */
export const colleagues = {
  hanna: { name: 'Hanna Brandt', email: 'hanna.brandt@hallow-reed.example', role: 'rep', team: 'sales' },
  jonas: {
    name: 'Jonas Whitfield',
    email: 'jonas.whitfield@hallow-reed.example',
    role: 'rep',
    team: 'sales',
  },
  dele: { name: 'Dele Adeyemi', email: 'dele.adeyemi@hallow-reed.example', role: 'rep', team: 'sales' },
  marcus: {
    name: 'Marcus Oyelaran',
    email: 'marcus.oyelaran@hallow-reed.example',
    role: 'sales_manager',
    team: 'sales',
  },
  priya: {
    name: 'Priya Nair',
    email: 'priya.nair@hallow-reed.example',
    role: 'marketing_manager',
    team: 'marketing',
  },
  tomas: { name: 'Tomás Lind', email: 'tomas.lind@hallow-reed.example', role: 'marketer', team: 'marketing' },
  ines: {
    name: 'Ines Moreau',
    email: 'ines.moreau@hallow-reed.example',
    role: 'marketer',
    team: 'marketing',
  },
} as const satisfies Record<string, Colleague>;

export type ColleagueName = keyof typeof colleagues;
export type Somebody = ColleagueName | 'me';
