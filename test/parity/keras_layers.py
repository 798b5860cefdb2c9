"""Writes test/fixtures/keras/{convolutions,pooling,embeddings,residual}.json: networks whose values have more than one axis,
read codes, or join two paths. Cases are those of keras_fixtures.py, with `inputs` and, where there are some, `codes`.

Run with: what keras_fixtures.py needs:
    python test/parity/keras_layers.py
"""
import re

from keras_fixtures import case, keras, layer_of, np, write, ROWS

SEQUENCE = {"id": "layer-1", "type": "reshape", "height": 0, "width": 7, "channels": 2}
IMAGE = {"id": "layer-1", "type": "reshape", "height": 5, "width": 4, "channels": 2}
FLATTEN = {"id": "layer-9", "type": "flatten"}


def functional(inputs, codes):
    """From a plan's list of layers to a model: layers that Keras has under another form are put together here."""

    def build(layers, output):
        start = keras.Input((inputs,))
        results, last = {"input": start}, start
        for layer in layers:
            last = results[layer["id"]] = apply(layer, last, results, codes)
        return keras.Model(start, output(last))

    return build


def apply(layer, last, results, codes):
    kind = layer["type"]
    if kind == "reshape":
        shape = [layer[name] for name in ("height", "width", "channels") if layer[name] > 0]
        return keras.layers.Reshape(shape, name=layer["id"])(last)
    if kind == "add":
        return keras.layers.Add(name=layer["id"])([last, results[layer["from"]]])
    if kind == "embedding":
        return embedding(layer, last, codes)
    return windowed(layer)(last) if re.search(r"\dd$", kind) else layer_of(layer)(last)


def windowed(layer):
    """Keras's names end in 1D and 2D."""
    return layer_of({**layer, "type": layer["type"][:-1] + "D"})


def embedding(layer, last, codes):
    """Numbers first, then a table for every column of codes; a table has one row more, for values it does not know."""
    at = [code["at"] for code in codes]
    passed = [column for column in range(last.shape[-1]) if column not in at]
    parts = [keras.ops.take(last, np.array(passed), axis=1)] if passed else []
    for number, code in enumerate(codes):
        table = layer_of({**layer, "id": f"{layer['id']}-{number + 1}", "inputDim": code["size"] + 1})
        parts.append(table(keras.ops.cast(last[:, code["at"]], "int32")))
    return keras.ops.concatenate(parts, axis=1) if len(parts) > 1 else parts[0]


def network(name, layers, inputs, codes=(), once=False, **settings):
    """once: every code is in a batch once, because Keras's Adam squares the gradients of equal codes before it adds them up."""

    def draw(random):
        rows = random.normal(size=(ROWS, inputs)).astype("float32")
        for code in codes:
            rows[:, code["at"]] = random.permutation(ROWS) if once else random.integers(0, code["size"] + 1, size=ROWS)
        return rows

    made = case(name, layers=layers, build=functional(inputs, codes), draw=draw, **settings)
    for weight in made["start"] + made["afterFirst"] + made["afterLast"]:
        weight["name"] = re.sub(r"-(\d+)/embeddings$", r"/embeddings_\1", weight["name"])
    return {"name": made.pop("name"), "inputs": inputs, **({"codes": list(codes)} if codes else {}), **made}


def sequence(name, *layers, **settings):
    return network(name, [SEQUENCE, *layers], 14, **settings)


def image(name, *layers, **settings):
    return network(name, [IMAGE, *layers], 40, **settings)


def convolution(kind, **settings):
    return {"id": "layer-2", "type": kind, "filters": 3, "kernelSize": 3, "activation": "tanh", **settings}


def convolutions():
    penalty = {"type": "l1l2", "l1": 0.01, "l2": 0.02}
    for kind, shaped in (("conv1d", sequence), ("conv2d", image)):
        for settings in [{}, {"padding": "same"}, {"strides": 2}, {"strides": 2, "padding": "same"}, {"kernelSize": 2, "padding": "same"}, {"kernelSize": 1}, {"useBias": False}, {"kernelRegularizer": penalty, "biasRegularizer": penalty}]:
            name = " ".join([kind, *(f"{key} {value}" for key, value in settings.items() if not isinstance(value, dict)), *(["penalties"] if "kernelRegularizer" in settings else [])])
            yield shaped(name, convolution(kind, **settings), FLATTEN)
        second = {"id": "layer-3", "type": kind, "filters": 4, "kernelSize": 2, "activation": "relu"}
        yield shaped(f"two of {kind}", convolution(kind, padding="same"), second, FLATTEN, task="multiclass", optimizer={"type": "adam", "learningRate": 0.02})
        for normalization in ("batchNormalization", "layerNormalization"):
            yield shaped(f"{kind} with {normalization}", convolution(kind, activation="linear"), {"id": "layer-3", "type": normalization}, {"id": "layer-4", "type": "activation", "activation": "softmax"}, FLATTEN)


def pooling():
    for axes, shaped in ((1, sequence), (2, image)):
        first = convolution(f"conv{axes}d", kernelSize=2, padding="same")
        for how in ("max", "average"):
            kind = f"{how}Pooling{axes}d"
            for settings in [{"poolSize": 2}, {"poolSize": 2, "strides": 1}, {"poolSize": 2, "padding": "same"}, {"poolSize": 3, "strides": 2, "padding": "same"}, {"poolSize": 3, "strides": 1}]:
                yield shaped(" ".join([kind, *(f"{key} {value}" for key, value in settings.items())]), first, {"id": "layer-3", "type": kind, **settings}, FLATTEN)
            kind = f"global{how.capitalize()}Pooling{axes}d"
            yield shaped(kind, first, {"id": "layer-3", "type": kind}, task="multiclass")


def embeddings():
    dense = {"id": "layer-2", "type": "dense", "units": 5, "activation": "tanh"}
    table = {"id": "layer-1", "type": "embedding", "outputDim": 3}
    one, two = [{"at": 1, "size": 4}], [{"at": 0, "size": 3}, {"at": 2, "size": 5}]
    yield network("one column of codes", [table, dense], 3, one)
    yield network("two columns of codes", [table, dense], 4, two)
    yield network("every code once", [table, dense], 4, [{"at": 0, "size": 5}, {"at": 2, "size": 5}], once=True, optimizer={"type": "adam", "learningRate": 0.05})
    yield network("codes alone", [{**table, "outputDim": 1}], 1, [{"at": 0, "size": 4}], task="regression")
    yield network("a penalty", [{**table, "embeddingsRegularizer": {"type": "l2", "l2": 0.05}}, dense], 3, one, task="multiclass")


def residual():
    dense = {"id": "layer-1", "type": "dense", "units": 4, "activation": "tanh"}
    again = {**dense, "id": "layer-2"}
    yield network("of a layer", [dense, again, {"id": "layer-3", "type": "add", "from": "layer-1"}], 3)
    yield network("of the input", [dense, {"id": "layer-2", "type": "add", "from": "input"}], 4)
    yield network("of the layer before", [dense, {"id": "layer-2", "type": "add", "from": "layer-1"}, {**dense, "id": "layer-3"}], 3)
    yield network("one in another", [dense, again, {**dense, "id": "layer-3"}, {"id": "layer-4", "type": "add", "from": "layer-2"}, {"id": "layer-5", "type": "add", "from": "layer-1"}], 3, task="multiclass")
    normalization = {"id": "layer-4", "type": "batchNormalization"}
    block = [convolution("conv2d", activation="relu"), {**convolution("conv2d", activation="linear", padding="same", useBias=False), "id": "layer-3"}, normalization, {"id": "layer-5", "type": "add", "from": "layer-2"}, {"id": "layer-6", "type": "activation", "activation": "relu"}]
    yield image("a block of convolutions", *block, {"id": "layer-7", "type": "globalAveragePooling2d"}, optimizer={"type": "adam", "learningRate": 0.02})


if __name__ == "__main__":
    for family in [convolutions, pooling, embeddings, residual]:
        write(family.__name__, list(family()))
