import { effects, type Features } from './effects.ts';
import type { Prospect } from './prospect.ts';
import { pricingPaths } from './site.ts';
import type { Touch } from './touch.ts';

/** What the model is asked about: counted from the touches before the decision, as anybody can count them afterwards. */
export function featuresOf(who: Prospect, touches: readonly Touch[]): Features {
  const kinds = new Map<string, number>();
  let pricingViews = 0;
  let influencer = false;
  let radio = false;
  for (const { kind, channel, properties } of touches) {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (kind === 'page_view' && pricingPaths.includes(String(properties?.['path']))) pricingViews += 1;
    if (channel === 'influencer') influencer = true;
    if (kind === 'heard_of_us' && channel === 'radio') radio = true;
  }
  const has = (...names: string[]) => names.some((name) => kinds.has(name));
  const capped = (count: number, most: number | undefined) => Math.min(count, most ?? count);
  return {
    line: who.line,
    country: who.country,
    companySize: who.companySize,
    decides: who.decides,
    fairTalk: has('fair_talk'),
    shown: has('visit', 'demo'),
    warmCall: has('call_warm', 'call_inbound'),
    coldCall: has('call_cold'),
    eventAttended: has('event_attended'),
    pricingViews: capped(pricingViews, effects.pricing_views.atMost),
    emailClicks: capped(kinds.get('email_clicked') ?? 0, effects.email_clicks.atMost),
    bounced: has('email_bounced'),
    unsubscribed: has('email_unsubscribed'),
    recommended: has('word_of_mouth'),
    letter: has('letter'),
    radio,
    influencer,
    storeVisit: has('store_visit'),
  };
}
