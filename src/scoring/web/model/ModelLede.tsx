import { useTimeZone } from '../../../web/session.ts';
import { shortDate } from '../../../web/time.ts';
import { useNow } from '../../../web/ui/RelativeTime.tsx';
import type { Model } from '../score-models.ts';

/** "Version 3, in force since 12 November, signed by Leila Farrow for marketing and Jonas Lind for sales." */
export function ModelLede({ model }: { model: Model }) {
  const zone = useTimeZone();
  const now = useNow();
  const day = (at: string) => shortDate(new Date(at), now, zone);
  const { number, state, inForceAt, retiredAt, signatures, createdBy, createdAt } = model;
  const signers = (['marketing', 'sales'] as const).flatMap((side) => {
    const signature = signatures[side];
    return signature === null ? [] : [`${signature.by.name} for ${side} on ${day(signature.at)}`];
  });
  const by = signers.length === 0 ? '' : `, signed by ${signers.join(' and ')}`;
  if (state === 'in_force' && inForceAt !== null)
    return `Version ${number}, in force since ${day(inForceAt)}${by}.`;
  if (state === 'retired' && retiredAt !== null)
    return `Version ${number}, in force until ${day(retiredAt)}${by}.`;
  return `Drafted by ${createdBy.name} on ${day(createdAt)}${by}.`;
}
