/** Short forms that no likeness of letters finds: each line is one name. */
const lines = `
alexander alex sandy sasha sascha xander
alexandra alex sandra sasha
andrew andy drew
anthony tony
barbara barb babs
benjamin ben benny
catherine katherine kathryn cathy kathy kate katie
charles charlie chuck
christina christine chris tina
christopher chris kit
daniel dan danny
david dave
deborah debbie deb
dorothy dot dottie
edward ed eddie ted ned
elizabeth liz lizzie beth betty eliza lisa elisabeth
francis frank
franziska franzi
frederick fred freddie
friedrich fritz
gabriele gabi
gerald gerry jerry
gregory greg
heinrich heinz
henry harry hank
james jim jimmy jamie
jennifer jen jenny
johannes hannes hans jan
john jack johnny
jonathan jon
joseph joe josef sepp
joshua josh
judith judy
katharina kathrin kathi
kenneth ken
lawrence larry
leonard leo len
margaret maggie meg peggy greta
matthew matt
maximilian max
michael mike mick mickey
nathaniel nathan nate
nicholas nick nicolas
nikolaus klaus niko
pamela pam
patricia pat patty tricia
patrick pat paddy
peter pete
rebecca becky
richard rick dick rich
robert bob rob bobby robbie bert
ronald ron
samantha sam
samuel sam
stephen steven steve
susan sue susanne suzanne susie
theodore ted theo
thomas tom tommy
timothy tim
ulrich uli
victoria vicky
wilhelm willi
william will bill billy liam
wolfgang wolf
francisco paco pancho
jose pepe
dolores lola
giuseppe beppe peppe
`;

const meanings = new Map<string, Set<number>>();
for (const [line, names] of lines.trim().split('\n').entries())
  for (const name of names.split(' ')) meanings.set(name, (meanings.get(name) ?? new Set()).add(line));

export function isNickname(one: string, other: string): boolean {
  return [...(meanings.get(one) ?? [])].some((line) => meanings.get(other)?.has(line));
}
