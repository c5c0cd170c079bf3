//! Gives the Windows program its icon and what Explorer shows under "Properties"; elsewhere it does nothing.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    const ICON: &str = "../../packaging/assay.ico";
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={ICON}");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return Ok(());
    }
    let mut properties = winresource::WindowsResource::new();
    properties
        .set_icon(ICON)
        .set("ProductName", "assay")
        .set("FileDescription", "assay: samples, audits and evidence for children's services")
        .set("OriginalFilename", "assay.exe")
        .set("LegalCopyright", "MIT licence")
        .compile()?;
    Ok(())
}
