import { expect, test } from 'vitest';
import { compileDriver } from '../../../src/engine/drivers/compile-driver.ts';
import type { DriverSource } from '../../../src/engine/kernel/driver.ts';
import { exploreLife } from '../../../src/engine/kernel/explore-life.ts';
import { wholeLife } from '../../../src/engine/kernel/whole-life.ts';
import { told } from './exploring.ts';
import { edited, embedded, machineOf, pair } from './running.ts';

function lived(source: DriverSource): string[] {
  const machine = machineOf([pair[0]!]);
  const driver = compileDriver(source, machine.pageSize);
  const search = exploreLife(machine, driver, wholeLife(machine, driver, 1));
  let next = search.next();
  while (!next.done) next = search.next();
  return told(next.value);
}

test('a BAR that is released although the request for it failed is told: it may be another driver’s', () => {
  const released = edited(embedded('reviewed'), 'gpu.c', [['\t\tgoto disable;', '\t\tgoto release;']]);
  expect(lived(released)).toEqual([
    expect.stringMatching(
      /^WARN during probe .*a resource is given back that was not got: Linux says “resource: Trying to free nonexistent resource .*\[pci_request_selected_regions fails\]/,
    ),
  ]);
});

test('and Linux goes on after it: what is wrong later on that way is told as well', () => {
  const both = edited(embedded('reviewed'), 'gpu.c', [
    ['\t\tgoto disable;', '\t\tgoto release;'],
    [
      '\tpci_release_selected_regions(pdev, BIT(0));',
      '\tpci_release_selected_regions(pdev, BIT(0));\n\tif (ret)\n\t\tget_device(&pdev->dev);',
    ],
  ]);
  expect(lived(both)).toEqual([
    expect.stringContaining('Trying to free nonexistent resource'),
    expect.stringMatching(/^Leak during unload.*a reference to .*\[pci_request_selected_regions fails\]/),
  ]);
});

test('a fault handler that gives neither a page nor an error is told', () => {
  const handing = (what: string) =>
    edited(embedded('reviewed'), 'egm_file.c', [
      [
        '\treturn vmf_insert_pfn(vmf->vma, vmf->address, PHYS_PFN(egm->base) + vmf->pgoff);',
        `\tvmf_insert_pfn(vmf->vma, vmf->address, PHYS_PFN(egm->base) + vmf->pgoff);\n\treturn ${what};`,
      ],
    ]);
  expect(lived(handing('0'))).toEqual([
    expect.stringContaining('the fault handler gives no page, and neither an error nor VM_FAULT_NOPAGE'),
  ]);
  expect(lived(handing('VM_FAULT_NOPAGE'))).toEqual([]);
});
