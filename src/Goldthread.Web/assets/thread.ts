const ways: Record<string, (here: HTMLElement, thread: HTMLElement) => HTMLElement | null | undefined> = {
  ArrowRight: here => within(here)?.querySelector<HTMLElement>(':scope > ol .gt-node__title'),
  ArrowLeft: here => {
    const parent = within(here)?.parentElement?.closest('li')
    return parent?.querySelector<HTMLElement>('.gt-node__title')
  },
  ArrowDown: (here, thread) => beside(here, thread, 1),
  ArrowUp: (here, thread) => beside(here, thread, -1),
  Home: (_, thread) => nodes(thread)[0],
  End: (_, thread) => nodes(thread).at(-1),
}

/** Lets the arrow keys move the focus along a thread: right to what followed, left to what
 * it came from, up and down among nodes of the same column. Every node stays a plain link. */
export function walkThreads(root: Document): void {
  root.addEventListener('keydown', event => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const here = event.target
    if (!(here instanceof HTMLElement) || !here.classList.contains('gt-node__title')) return
    const thread = here.closest<HTMLElement>('[data-thread]')
    const there = thread && ways[event.key]?.(here, thread)
    if (!there || there === here) return
    event.preventDefault()
    there.focus()
    there.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
}

function nodes(thread: HTMLElement): HTMLElement[] {
  return [...thread.querySelectorAll<HTMLElement>('.gt-node__title')]
}

/** The list item whose followers are drawn to the right of this node. */
function within(node: HTMLElement): HTMLElement | null | undefined {
  const gathered = node.closest('.gt-thread__gathered')
  return (gathered ?? node).closest<HTMLElement>('li')
}

function column(node: HTMLElement): number {
  let depth = 0
  for (let list = within(node)?.parentElement; list && !list.hasAttribute('data-thread'); list = list.parentElement) {
    if (list.tagName === 'OL') depth++
  }
  return depth
}

function beside(here: HTMLElement, thread: HTMLElement, step: number): HTMLElement | undefined {
  const same = nodes(thread).filter(node => column(node) === column(here))
  return same[same.indexOf(here) + step]
}
