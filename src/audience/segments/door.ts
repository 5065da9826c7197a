import type { ConditionSource } from '../../platform/conditions.ts';
import type { Room } from '../../platform/room.ts';
import { consentConditions } from '../consent/conditions.ts';
import { companyConditions } from './company-conditions.ts';
import { contactConditions } from './contact-conditions.ts';
import { pickConditions, segmentConditions } from './segment-conditions.ts';
import { stageConditions } from './stage-conditions.ts';
import { keepSegments } from './upkeep.ts';

/** What may be asked about contacts as far as this room knows them. */
export const segmentConditionSources: ConditionSource[] = [
  contactConditions,
  stageConditions,
  companyConditions,
  consentConditions,
  segmentConditions,
  pickConditions,
];

export const segmentRounds: NonNullable<Room['rounds']> = (house) => [keepSegments(house)];
