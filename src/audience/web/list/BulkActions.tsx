import { useSelectionActions } from '../../../web/list/selection-actions.ts';
import type { Selection } from '../../../web/list/selection.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import { Menu } from '../../../web/ui/Menu.tsx';
import type { Choice } from '../../../web/ui/Select.tsx';
import { useOwnerChoices } from '../people.ts';
import { sourceChoices, stageChoices } from '../words.ts';
import { contactMerging } from '../duplicates/contact-merging.ts';
import { MergeTwo } from '../merge/MergeTwo.tsx';
import { chosenFrom, deleteMany, editMany } from './bulk.ts';
import type { Exported } from './export.ts';
import { AddToList } from '../segments/AddToList.tsx';
import { BulkProperty } from './BulkProperty.tsx';
import { BulkTags } from './BulkTags.tsx';
import { ExportButton } from './ExportButton.tsx';

type BulkProps = Pick<Exported, 'sort' | 'columns'> & { selection: Selection };

/** What can be done with everything that is selected; each can be undone. */
export function BulkActions({ selection, sort, columns }: BulkProps) {
  const owners = useOwnerChoices();
  const others = useSelectionActions('contacts');
  const mayListEdit = useMay('segments.edit');
  const [mayEdit, mayAssign, mayDelete, mayExport] = [
    useMay('contacts.edit'),
    useMay('contacts.assign'),
    useMay('contacts.delete'),
    useMay('contacts.export'),
  ];
  return (
    <>
      {others.map(({ id, Part }) => (
        <Part key={id} selection={selection} />
      ))}
      {mayEdit && (
        <Choose
          label="Stage"
          icon="flag"
          choices={stageChoices}
          choose={({ value, label }) => editMany(selection, { stage: value }, `set to ${label}`)}
        />
      )}
      {mayAssign && (
        <Choose
          label="Owner"
          icon="contact"
          choices={[...owners, { value: '', label: 'Nobody' }]}
          choose={({ value, label }) =>
            editMany(
              selection,
              { ownerId: value === '' ? null : value },
              value === '' ? 'left to nobody' : `given to ${label}`,
            )
          }
        />
      )}
      {mayEdit && (
        <Choose
          label="Source"
          icon="radio"
          choices={sourceChoices}
          choose={({ value, label }) =>
            editMany(selection, { source: value }, `marked with the source ${label}`)
          }
        />
      )}
      {mayEdit && <BulkTags selection={selection} />}
      {mayEdit && <BulkProperty selection={selection} />}
      {mayListEdit && <AddToList selection={selection} />}
      <MergeTwo kind={contactMerging} selection={selection} />
      {mayExport && <ExportButton chosen={chosenFrom(selection)} sort={sort} columns={columns} named />}
      {mayDelete && (
        <Button small ghost danger icon="bin" onClick={() => void deleteMany(selection)}>
          Delete
        </Button>
      )}
    </>
  );
}

type Props = {
  label: string;
  icon: IconName;
  choices: readonly Choice[];
  choose: (choice: Choice) => Promise<void>;
};

function Choose({ label, icon, choices, choose }: Props) {
  return (
    <Menu
      label={`${label} of the selected contacts`}
      renderTrigger={(props) => (
        <Button small ghost icon={icon} {...props}>
          {label}
        </Button>
      )}
      items={choices.map((choice) => ({ label: choice.label, onSelect: () => void choose(choice) }))}
    />
  );
}
