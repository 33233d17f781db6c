/**
 * Extensions of files that act when they are opened: programs, scripts, installers, disk images that
 * hold such, shortcuts, settings, and documents with macros. Looked at on every system: files travel,
 * and other programs than one thinks may be there to run them.
 */
const acting = new Set(
  (
    'acm ade adp app appimage application appref-ms appx appxbundle apk applescript bat bash bin bundle ' +
    'chm cmd com command cpl crt crx csh deb desktop diagcab diagcfg diagpkg dll dmg docm dotm dylib ' +
    'elf exe fish flatpakref gadget hlp hta inf ins inx ipa isp isu jar jnlp job js jse ksh ' +
    'library-ms lnk mad maf mcf mda mdb mde mdz mht mhtml mobileconfig mpkg msc msh msi msix msixbundle ' +
    'msp mst nsh ocx osx out paf pif pkg pl ppa ppam pptm prefpane prg ps1 ps2 psc1 psd1 psm1 py pyc ' +
    'pyw pyz rb reg rgs rpm run savedsearch scf scpt scptd scr sct search-ms settingcontent-ms sh shb ' +
    'shs slk snap so sys terminal theme themepack u3p udf url vb vbe vbs vbscript vhd vhdx vxd webloc ' +
    'website workflow ws wsc wsf wsh xbap xlam xll xlsm xltm xpi xrm-ms zsh'
  ).split(' '),
);

/** Whether opening a file of this name may run something that it brings. No extension: nobody knows. */
export function canAct(name: string): boolean {
  const extension = /\.([^.]+?)[\s.]*$/.exec(name)?.[1]?.toLowerCase();
  return extension === undefined || acting.has(extension);
}
