import type { Selection } from '../../../../web/list/selection.ts';
import { useMay } from '../../../../web/session.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import type { IconName } from '../../../../web/ui/icon-paths.ts';
import { Menu } from '../../../../web/ui/Menu.tsx';
import type { Choice } from '../../../../web/ui/Select.tsx';
import { MergeTwo } from '../../merge/MergeTwo.tsx';
import { companyMerging } from '../merge/company-merging.ts';
import { chosenFrom } from '../../list/bulk.ts';
import { useOwnerChoices } from '../../people.ts';
import { industryChoices } from '../words.ts';
import { deleteMany, editMany } from './bulk.ts';
import { ExportCompanies } from './ExportCompanies.tsx';

type Props = { selection: Selection; sort: string | undefined; columns: readonly string[] | undefined };

/** What can be done with everything that is selected; each can be undone. */
export function BulkActions({ selection, sort, columns }: Props) {
  const owners = useOwnerChoices();
  const mayEdit = useMay('companies.edit');
  const mayDelete = useMay('companies.delete');
  const mayExport = useMay('contacts.export');
  const give = ({ value, label }: Choice) =>
    value === ''
      ? editMany(selection, { ownerId: null }, 'left to nobody')
      : editMany(selection, { ownerId: value }, `given to ${label}`);
  return (
    <>
      {mayEdit && (
        <>
          <Choose
            label="Owner"
            icon="contact"
            choices={[...owners, { value: '', label: 'Nobody' }]}
            choose={give}
          />
          <Choose
            label="Industry"
            icon="company"
            choices={industryChoices}
            choose={({ value }) => editMany(selection, { industry: value }, `put in ${value}`)}
          />
        </>
      )}
      <MergeTwo kind={companyMerging} selection={selection} />
      {mayExport && <ExportCompanies chosen={chosenFrom(selection)} sort={sort} columns={columns} named />}
      {mayDelete && (
        <Button small ghost danger icon="bin" onClick={() => void deleteMany(selection)}>
          Delete
        </Button>
      )}
    </>
  );
}

type ChooseProps = {
  label: string;
  icon: IconName;
  choices: readonly Choice[];
  choose: (choice: Choice) => Promise<void>;
};

function Choose({ label, icon, choices, choose }: ChooseProps) {
  return (
    <Menu
      label={`${label} of the selected companies`}
      renderTrigger={(props) => (
        <Button small ghost icon={icon} {...props}>
          {label}
        </Button>
      )}
      items={choices.map((choice) => ({ label: choice.label, onSelect: () => void choose(choice) }))}
    />
  );
}
