// What could not be kept by the board yet lies in the browser under the person's id: never of anything that is for named people
// alone, and no longer than until the board has it, the person signs out, or a week has gone.
const prefix = 'gt-kept '
const lasts = 7 * 24 * 60 * 60 * 1000

export interface Kept { at: number, version: string, fields: [string, string][] }

export interface Here {
  put(version: string): void
  find(): Kept | undefined
  fill(kept: Kept): void
  drop(): void
}

const keys = (): string[] => Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '').filter(key => key.startsWith(prefix))

function read(key: string): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null
    return kept && Date.now() - kept.at < lasts ? kept : undefined
  } catch {
    return undefined
  }
}

/** A browser that lets nothing be stored keeps nothing, and the page goes on without. */
function quietly<T>(what: () => T): T | undefined {
  try {
    return what()
  } catch {
    return undefined
  }
}

export const allHere = {
  drop: (): void => void quietly(() => keys().forEach(key => localStorage.removeItem(key))),
  dropOld: (): void => void quietly(() => keys().filter(key => !read(key)).forEach(key => localStorage.removeItem(key))),
}

/** What the browser holds of one form. */
export function here(form: HTMLFormElement): Here {
  const key = prefix + form.dataset.keeps
  const isKept = (name: string): boolean => !/^__|password/i.test(name) && (!name.startsWith('Command.') || name === 'Command.Version' || name === 'Command.Was')
  const drop = (): void => void quietly(() => localStorage.removeItem(key))
  return {
    drop,
    find: () => quietly(() => read(key)),
    put: version => void quietly(() => {
      const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === 'string' && isKept(field[0]))
      if (!('keepsHere' in form.dataset) || fields.some(([name, value]) => name.endsWith('Confidentiality') && value === 'Restricted')) drop()
      else localStorage.setItem(key, JSON.stringify({ at: Date.now(), version, fields } satisfies Kept))
    }),
    fill: kept => {
      const rows = new Map(kept.fields)
      for (const field of form.elements) {
        if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) || !isKept(field.name)) continue
        const row = /^(\w+\[\d+\])\./.exec(field.name)?.[1]
        const record = row && form.elements.namedItem(`${row}.Id`)
        if (record instanceof HTMLInputElement && record.value !== rows.get(`${row}.Id`)) continue // another record stands there now
        const values = kept.fields.filter(([name]) => name === field.name).map(([, value]) => value)
        if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) field.checked = values.includes(field.value)
        else if (values.length > 0 && (field.type !== 'hidden' || field.name.endsWith('.Version') || field.name === 'Command.Was') && field.type !== 'file') field.value = values[0]!
      }
    },
  }
}
