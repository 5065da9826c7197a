import './properties.css';
import { useState } from 'react';
import { Block } from '../../../web/record/Block.tsx';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Facts } from '../../../web/ui/Facts.tsx';
import { later } from '../../../web/ui/later.tsx';
import { useProperties, type PropertyValues, type RecordKind } from './properties.ts';
import { PropertyFact, type Save } from './PropertyFact.tsx';

const PropertyDialog = later(async () => (await import('./PropertyDialog.tsx')).PropertyDialog);

type Props = { recordKind: RecordKind; values: PropertyValues; may: boolean; save: Save };

/** Values of a record's own properties, each edited where it stands; for whoever manages them, also a new one. */
export function PropertyFacts({ recordKind, values, may, save }: Props) {
  const [adding, setAdding] = useState(false);
  const mayManage = useMay('properties.manage');
  const properties = useProperties(recordKind).filter(({ key }) => may || values[key] !== undefined);
  if (properties.length === 0 && !mayManage) return null;
  return (
    <Block title="Properties">
      {properties.length > 0 && (
        <div className="own-facts">
          <Facts
            facts={properties.map((property) => ({
              label: property.label,
              value: <PropertyFact {...{ property, may, save }} value={values[property.key]} />,
            }))}
          />
        </div>
      )}
      {mayManage && (
        <Button small ghost icon="plus" className="add-property" onClick={() => setAdding(true)}>
          Add property
        </Button>
      )}
      {adding && <PropertyDialog recordKind={recordKind} onClose={() => setAdding(false)} />}
    </Block>
  );
}
