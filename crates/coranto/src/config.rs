//! `coranto config`: every setting with its value and where it came from.

use crate::cli::ConfigArgs;
use crate::reply::Reply;
use crate::settings::Gathered;
use crate::terminal;
use anyhow::Result;
use coranto_core::config::Layers;

pub fn run(gathered: &Gathered, args: &ConfigArgs) -> Result<Reply> {
    if args.template {
        print!("{}", template());
        return Ok(Reply::Done);
    }
    let wanted = args.filter.as_deref().unwrap_or_default();
    let rows: Vec<_> =
        gathered.layers.explain().into_iter().filter(|(setting, ..)| setting.key.contains(wanted)).collect();
    if rows.is_empty() {
        anstream::eprintln!("no setting's name contains “{wanted}”");
        return Ok(Reply::Failed);
    }
    if args.json {
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(setting, value, origin)| {
                let value = if is_secret(&value) { "postgres://…".into() } else { value };
                serde_json::json!({ "key": setting.key, "value": value, "from": origin.to_string(), "environment": setting.env(), "about": setting.doc })
            })
            .collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(Reply::Done);
    }
    let mut table = terminal::table(&["setting", "value", "from", "about"]);
    for (setting, value, origin) in rows {
        let value = if is_secret(&value) { "postgres://…".to_owned() } else { value.to_string() };
        table.add_row(vec![setting.key.to_owned(), value, origin.to_string(), setting.doc.to_owned()]);
    }
    terminal::print_table(&table);
    Ok(Reply::Done)
}

/// An address with a password in it is not for a screen that others see.
fn is_secret(value: &toml::Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("postgres") && text.contains('@'))
}

fn template() -> String {
    let mut text = String::from("# Coranto's settings. Each line shows the default; take the # away to change it.\n");
    let mut section = "";
    for (setting, value, _) in Layers::new().explain() {
        let (in_section, name) = setting.key.split_once('.').unwrap_or(("", setting.key));
        if in_section != section {
            section = in_section;
            text.push_str(&format!("\n[{section}]\n"));
        }
        text.push_str(&format!("# {}\n# {name} = {value}\n", setting.doc));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_valid_settings_file_with_its_comments_taken_away() {
        let uncommented: String = template()
            .lines()
            .filter_map(|line| {
                line.strip_prefix("# ").filter(|l| l.contains(" = ")).or(line.starts_with('[').then_some(line))
            })
            .map(|line| format!("{line}\n"))
            .collect();
        let mut layers = Layers::new();
        layers.file("template", &uncommented).unwrap();
        assert_eq!(layers.settings(), coranto_core::config::Settings::default());
    }
}
