import { api } from '../../../web/api.ts';
import { asProblem } from '../../../web/problem.ts';
import type { Warmth } from '../../../web/room.ts';
import { scoreQuery, type Score, type TemperatureHistory } from './scores.ts';
import { queryClient } from '../../../web/query.ts';

const words = { cold: 'Cold', warm: 'Warm', hot: 'Hot' } as const;
/** The line is as thick as it gets at half as much again as makes somebody hot. */
const fullAt = 1.5;

/** For the journey line: temperature as its hue, engagement as its thickness. */
export async function warmthOf(contactId: string): Promise<Warmth | null> {
  try {
    const [history, score] = await Promise.all([
      api.get<TemperatureHistory>(`/api/contacts/${contactId}/temperatures`),
      queryClient.fetchQuery(scoreQuery(contactId)),
    ]);
    return warmthFrom(history, score, Date.now());
  } catch (thrown) {
    // Who may not see scores sees the line as it is without them.
    if ([403, 404].includes(asProblem(thrown).status)) return null;
    throw thrown;
  }
}

type Known = Pick<Score, 'temperature' | 'coolsAt' | 'thresholds'> & { fit: Pick<Score['fit'], 'score'> };
type Bands = Warmth['bands'][number][];
type Tone = Bands[number]['tone'];

export function warmthFrom(
  { spans, samples, hotFrom }: TemperatureHistory,
  score: Known,
  now: number,
): Warmth {
  const most = Math.max(hotFrom, 1) * fullAt;
  const { temperature, coolsAt } = score;
  const cooler = temperature === 'hot' ? 'warm' : 'cold';
  const engagement = samples.map((sample) => ({ at: Date.parse(sample.at), engagement: sample.engagement }));
  return {
    bands: spans.flatMap((span) => {
      const [from, to] = [Date.parse(span.from), span.to === null ? now : Date.parse(span.to)];
      // Before scores were kept of them, as the version in force sees it: what was imported has happened, too.
      if (span.why === null) return bandsBefore(engagement, score, { from, to });
      return [{ from, to, word: words[span.temperature], tone: span.temperature }];
    }),
    engagement: engagement.map((each) => ({ at: each.at, share: each.engagement / most })),
    cools:
      coolsAt === null || temperature === 'cold'
        ? null
        : { at: Date.parse(coolsAt), word: `Cools to ${cooler}`, tone: cooler },
  };
}

function bandsBefore(
  engagement: readonly { at: number; engagement: number }[],
  score: Known,
  { from, to }: { from: number; to: number },
): Bands {
  const bands: Bands = [{ from, to, word: words.cold, tone: 'cold' }];
  for (const sample of engagement.filter(({ at }) => at > from && at < to)) {
    const last = bands.at(-1);
    const tone = toneAt(sample.engagement, last?.tone ?? 'cold', score);
    if (last === undefined || last.tone === tone) continue;
    bands[bands.length - 1] = { ...last, to: sample.at };
    bands.push({ from: sample.at, to, word: words[tone], tone });
  }
  return bands;
}

function toneAt(engagement: number, before: Tone, { fit, thresholds: { warm, hot } }: Known): Tone {
  const isThere = (line: typeof warm, already: boolean) =>
    (['enter', ...(already ? ['leave' as const] : [])] as const).some(
      (edge) => engagement >= line.engagement[edge] && fit.score >= line.fit[edge],
    );
  if (isThere(hot, before === 'hot')) return 'hot';
  return isThere(warm, before !== 'cold') ? 'warm' : 'cold';
}
