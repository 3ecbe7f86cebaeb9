import { FileType, Uri, workspace } from 'vscode';

/** Where the page about a Problem's code is. */
export interface RulePages {
  of(code: string): Uri;
}

/**
 * Finds the pages that come with the extension: `pxm/conflicting-region` has
 * docs/rules/pxm-conflicting-region.md, or is a heading of docs/rules/pxm.md; the format's page else.
 */
export function findRulePages(extension: Uri): RulePages {
  const docs = Uri.joinPath(extension, 'docs');
  const rules = Uri.joinPath(docs, 'rules');
  const there = new Set<string>();
  workspace.fs.readDirectory(rules).then(
    (entries) => {
      for (const [name, type] of entries) if (type === FileType.File) there.add(name);
    },
    () => undefined, // Without rule pages the format's page says what there is to say.
  );
  return {
    of: (code) => {
      const [family, rule] = code.split('/');
      const page = [`${family}-${rule}.md`, `${family}.md`].find((name) => there.has(name));
      return page ? Uri.joinPath(rules, page) : Uri.joinPath(docs, 'format.md');
    },
  };
}
