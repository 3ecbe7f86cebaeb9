#!/bin/busybox sh
# Process 1 of the guest. What it says goes through /dev/kmsg, so that it stands among the kernel's lines in order.
/bin/busybox mkdir -p /proc /sys /dev /tmp
/bin/busybox mount -t devtmpfs dev /dev
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t debugfs debug /sys/kernel/debug

say() { echo "@ $*" > /dev/kmsg; }

pci=/sys/bus/pci
auxiliary=/sys/bus/auxiliary

# What a command came to: nothing where it succeeded, else the words of its errno.
answer() { # LIST COMMAND...
  list=$1
  shift
  if words=$("$@" 2>&1); then say "answer $list 0"; else say "answer $list ${words##*: }"; fi
}

write() { echo "$1" > "$2"; }
load() { insmod "$modules/$1.ko"; }
unload() { rmmod "$1"; }
override() { write "$2" "$pci/devices/$1/driver_override"; }
unplug() { write 1 "$pci/devices/$1/remove"; }

# A shell would make a file that is not there.
read_file() { cat "$1" > /dev/null; }
write_file() { [ -e "$1" ] || { echo ': No such file or directory'; return 1; }; write "$2" "$1"; }

# What there is under /dev without a driver.
nodes=" $(echo /dev/*) "

# The PCI driver that the scenario's modules have brought.
driver() {
  for module in $names; do
    for each in "/sys/module/$module/drivers"/pci:*; do [ -e "$each" ] && echo "${each##*pci:}"; done
  done
}

# Of the driver that the override names, or that the modules have brought.
bind() { # BDF
  [ -e "$pci/devices/$1" ] || { echo ': No such device'; return 1; }
  wanted=$(cat "$pci/devices/$1/driver_override" 2> /dev/null)
  [ "${wanted:-(null)}" = '(null)' ] && wanted=$(driver)
  [ -n "$wanted" ] && [ -e "$pci/drivers/$wanted" ] || { echo ': No such device'; return 1; }
  override "$1" "$wanted" && write "$1" "$pci/drivers/$wanted/bind"
}

unbind() { # BDF
  [ -e "$pci/devices/$1" ] || { echo ': No such device'; return 1; }
  bound=$(name_of "$pci/devices/$1/driver")
  [ "$bound" != - ] || { echo ': No such device'; return 1; }
  write "$1" "$pci/drivers/$bound/unbind"
}

name_of() { [ -L "$1" ] && { link=$(readlink "$1"); echo "${link##*/}"; } || echo -; }

# What exists now, as a user sees it in sysfs.
tell() { # BDF...
  for bdf; do say "gpu $bdf $(name_of "$pci/devices/$bdf/driver")"; done
  for device in "$auxiliary"/devices/*; do
    [ -L "$device" ] || continue
    link=$(readlink "$device")
    parent=${link%/*}
    say "auxiliary ${device##*/} ${parent##*/} $(name_of "$device/driver")"
  done
  for node in /dev/*; do
    case $nodes in *" $node "*) ;; *) say "node ${node#/dev/}" ;; esac
  done
}

# Deferred devices are tried again by a work queue, soon after another was bound.
settle() { grep -q . /sys/kernel/debug/devices_deferred && sleep 0.3; }

# Leaves nothing behind for the next scenario.
clear() { # BDF...
  for file in /tmp/*.asked; do
    [ -e "$file" ] || continue
    file=${file#/tmp/}
    /user "${file%.asked}" close
  done
  for module in $names; do [ -e "/sys/module/$module" ] && rmmod "$module"; done
  for bdf; do [ -e "$pci/devices/$bdf" ] && override "$bdf" ''; done
}

say begin
. /scenarios.sh
say end
sync
poweroff -f
