/** 13912345678 → 139****5678 */
export function maskPhone(phone: string | null): string | null {
  if (phone === null || phone.length < 7) return phone;
  return phone.slice(0, 3) + '*'.repeat(phone.length - 7) + phone.slice(-4);
}

/** 清河区水渡口街道沈阳路 18 号 → 清河区水渡口****: where about, not at which door. */
export function maskAddress(address: string | null): string | null {
  if (address === null || address === '') return address;
  const shown = Math.min(6, Math.floor(address.length / 2));
  return `${address.slice(0, shown)}****`;
}
