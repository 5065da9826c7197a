import { useRef, useState, type DragEvent } from 'react';
import { asProblem, type Problem } from '../../../web/problem.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { FormError } from '../../../web/ui/FormError.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Progress } from '../../../web/ui/Progress.tsx';
import { uploadFile, type Upload } from './upload.ts';

type Props = { upload: Upload | undefined; onUpload: (upload: Upload | undefined) => void };
type Sending = { name: string; share: number; stop: AbortController };

export function FileStep({ upload, onUpload }: Props) {
  const [sending, setSending] = useState<Sending>();
  const [problem, setProblem] = useState<Problem>();
  const send = async (file: File | undefined) => {
    if (file === undefined) return;
    const stop = new AbortController();
    setProblem(undefined);
    setSending({ name: file.name, share: 0, stop });
    try {
      onUpload(await uploadFile(file, (share) => setSending({ name: file.name, share, stop }), stop.signal));
    } catch (thrown) {
      if (!stop.signal.aborted) setProblem(asProblem(thrown));
    }
    setSending(undefined);
  };
  if (sending !== undefined) return <SendingFile {...sending} />;
  if (upload !== undefined) {
    return (
      <div className="chosen-file">
        <Icon name="page" />
        <span className="strong truncate">{upload.name}</span>
        <Button small ghost onClick={() => onUpload(undefined)}>
          Choose another
        </Button>
      </div>
    );
  }
  return (
    <>
      <FormError problem={problem} />
      <DropZone take={(file) => void send(file)} />
    </>
  );
}

function DropZone({ take }: { take: (file: File | undefined) => void }) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={classes('drop', over && 'over')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" size={20} />
      <p>
        <span className="strong">Drop a CSV file here</span>
        <br />
        <span className="muted">Any delimiter and encoding, up to 1 GB; or the log of a web server.</span>
      </p>
      <Button onClick={() => input.current?.click()}>Choose a file</Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.tab,.log,text/csv,text/tab-separated-values,text/plain"
        aria-label="CSV file"
        hidden
        onChange={(event) => take(event.target.files?.[0])}
      />
    </div>
  );
}

function SendingFile({ name, share, stop }: Sending) {
  return (
    <div className="stack">
      <div className="row between">
        <span className="strong truncate">{name}</span>
        <span className="num muted">{Math.floor(share * 100)}%</span>
      </div>
      <Progress label={`Uploading ${name}`} value={share} />
      <div className="row end">
        <Button small ghost onClick={() => stop.abort()}>
          Stop
        </Button>
      </div>
    </div>
  );
}
