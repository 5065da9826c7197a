import { api } from '../../../web/api.ts';
import { about, counted } from '../../../web/numbers.ts';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { refreshTags, type CountedTag } from './tags.ts';

/** It is gone from every record at once, so it says from how many. */
export function DeleteTag({ tag, onClose }: { tag: CountedTag; onClose: () => void }) {
  const remove = async () => {
    await api.delete(`/api/tags/${tag.id}`);
    await refreshTags();
    toast(`${tag.name} deleted`);
  };
  return (
    <ConfirmDialog
      title={`Delete the tag ${tag.name}?`}
      confirm="Delete the tag"
      onConfirm={remove}
      onClose={onClose}
    >
      <p>
        It is taken from {words(tag.contacts, 'contact', 'contacts')} and{' '}
        {words(tag.companies, 'company', 'companies')}. Which ones had it cannot be restored.
      </p>
    </ConfirmDialog>
  );
}

function words({ count, exact }: CountedTag['contacts'], one: string, many: string): string {
  return exact ? counted(count, one, many) : `${about(count)} ${many}`;
}
