import { changesBetween } from '../../../platform/events.ts';
import type { CompanyDraft } from '../../companies/batch.ts';
import { asTold } from '../../companies/company.ts';
import { imagesOf, type RecordChange } from '../changes.ts';

/** What a batch did to these companies, for taking it back. */
export function companyChanges(drafts: CompanyDraft[]): RecordChange[] {
  return drafts.flatMap(({ id, before, after, externalIds }): RecordChange[] => {
    if (before === null) return [{ recordId: id, before: null, after: null }];
    const images = imagesOf(changesBetween(asTold(before), asTold(after)));
    const claimed = [...externalIds].map((value) => `external ${value}`);
    const isChanged = Object.keys(images.after ?? {}).length > 0 || claimed.length > 0;
    return isChanged ? [{ recordId: id, ...images, claimed }] : [];
  });
}
