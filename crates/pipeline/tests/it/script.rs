//! A server that answers as a test tells it, and remembers what it was asked.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[derive(Debug, Clone)]
pub struct Asked {
    pub host: String,
    pub path: String,
    headers: Vec<(String, String)>,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

#[derive(Debug, Clone)]
pub struct Says {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Says {
    pub fn status(status: u16) -> Says {
        Says { status, headers: Vec::new(), body: Vec::new() }
    }

    pub fn feed(body: impl Into<Vec<u8>>) -> Says {
        Says { body: body.into(), ..Says::status(200) }.with("content-type", "application/rss+xml; charset=utf-8")
    }

    pub fn page(body: impl Into<Vec<u8>>) -> Says {
        Says { body: body.into(), ..Says::status(200) }.with("content-type", "text/html; charset=utf-8")
    }

    pub fn bytes(kind: &str, body: Vec<u8>) -> Says {
        Says { body, ..Says::status(200) }.with("content-type", kind)
    }

    pub fn with(mut self, name: &str, value: &str) -> Says {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

type Script = Arc<Mutex<Box<dyn FnMut(&Asked) -> Says + Send>>>;

pub struct Server {
    pub address: SocketAddr,
    script: Script,
    asked: Arc<Mutex<Vec<Asked>>>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Server {
    /// robots.txt is always missing unless the script says otherwise for its path.
    pub async fn start(script: impl FnMut(&Asked) -> Says + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let script: Script = Arc::new(Mutex::new(Box::new(script)));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (for_script, for_asked) = (script.clone(), asked.clone());
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, for_script.clone(), for_asked.clone()));
            }
        });
        Server { address, script, asked, accepting }
    }

    pub fn now_says(&self, script: impl FnMut(&Asked) -> Says + Send + 'static) {
        *self.script.lock().unwrap() = Box::new(script);
    }

    /// What was asked since the last time somebody looked.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

async fn serve(mut stream: TcpStream, script: Script, asked: Arc<Mutex<Vec<Asked>>>) -> std::io::Result<()> {
    let mut held: Vec<u8> = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = held.windows(4).position(|w| w == b"\r\n\r\n") {
                break end;
            }
            if stream.read_buf(&mut held).await? == 0 {
                return Ok(());
            }
        };
        let head = String::from_utf8_lossy(&held[..end]).into_owned();
        held.drain(..end + 4);
        let mut lines = head.lines();
        let path = lines.next().unwrap_or_default().split(' ').nth(1).unwrap_or_default().to_owned();
        let headers: Vec<(String, String)> =
            lines.filter_map(|l| l.split_once(':')).map(|(n, v)| (n.trim().to_owned(), v.trim().to_owned())).collect();
        let host = headers.iter().find(|(n, _)| n.eq_ignore_ascii_case("host")).map(|(_, v)| v.clone());
        let ask = Asked { host: host.unwrap_or_default(), path, headers };
        let says = (script.lock().unwrap())(&ask);
        asked.lock().unwrap().push(ask);
        let mut answer = format!("HTTP/1.1 {} Answer\r\n", says.status);
        for (name, value) in &says.headers {
            answer += &format!("{name}: {value}\r\n");
        }
        answer += &format!("content-length: {}\r\n\r\n", says.body.len());
        stream.write_all(answer.as_bytes()).await?;
        if says.status != 304 {
            stream.write_all(&says.body).await?;
        }
    }
}

/// A feed of items given as (guid, path, title, minutes before noon).
pub fn rss(items: &[(&str, &str, &str, i64)]) -> String {
    let items: String = items
        .iter()
        .map(|(guid, path, title, minutes)| {
            let at = coranto_core::Millis(crate::kit::NOON.0 - minutes * coranto_core::Millis::MINUTE);
            let date = at.timestamp().strftime("%a, %d %b %Y %H:%M:%S GMT");
            format!(
                "<item><guid isPermaLink=\"false\">{guid}</guid><link>https://gazette.example{path}</link><title>{title}</title>\
                 <pubDate>{date}</pubDate><description>What the Gazette has to say of it in one sentence.</description></item>\n"
            )
        })
        .collect();
    channel("", &items)
}

pub fn channel(extra: &str, items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>The Gazette</title>\
         <link>https://gazette.example/</link><description>News of the valley</description><language>en</language>{extra}{items}</channel></rss>"
    )
}

/// An article's page. The text is long enough to be one.
pub fn page(title: &str, extra_head: &str, text: &str) -> String {
    let more = "The council of the valley met on Monday to speak about the bridge, which has been closed since the spring, when the \
        river rose over its piers. Engineers said that the work would take two more months and that the traffic would go on using the \
        old road over the hill. Shopkeepers on the market square complained of a lost summer.";
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | The Gazette</title>\
         <meta property=\"og:site_name\" content=\"The Gazette\">{extra_head}</head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>{title}</h1><p>{text}</p><p>{more}</p><p>The mayor thanked the volunteers who had carried sand and stones to \
         the banks for three nights, and promised that the school by the water would open again before the winter.</p></article>\
         <footer>The Gazette</footer></body></html>"
    )
}
