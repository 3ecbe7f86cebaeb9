/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef LINUX_PCI_IDS_H
#define LINUX_PCI_IDS_H

#define PCI_CLASS_DISPLAY_3D 0x0302

#define PCI_VENDOR_ID_NVIDIA 0x10de
#define PCI_VENDOR_ID_CXL 0x1e98

#endif
