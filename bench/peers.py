"""The same networks in the usual Python libraries, each in a process of its own that stays alive.

    python peers.py scikit-learn | pytorch | keras | keras-steps  [threads]

Questions come as lines of JSON and are answered with lines of JSON: bench/protocol.ts says what is in them. Adam with its
defaults, float32, shuffled every epoch, by the loop that users of the library write. Without `threads` the library decides.
"""
import json
import os
import sys
import time
import warnings

library = sys.argv[1]
threads = int(sys.argv[2]) if len(sys.argv) > 2 else None
if threads is not None:
    # Read by the libraries when they are loaded.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
warnings.simplefilter("ignore")

import numpy as np  # noqa: E402


def main():
    version, learner = {"scikit-learn": load_sklearn, "pytorch": load_pytorch, "keras": load_keras, "keras-steps": lambda: load_keras(32)}[library]()
    say({"ready": True, "version": version})
    learners = {}
    for line in sys.stdin:
        question = json.loads(line)
        workload = question["workload"]
        start = None
        if workload["name"] not in learners:
            x, y = made_up_rows(workload)
            began = time.perf_counter()
            learners[workload["name"]] = learner(workload, x, y)
            start = start_of(learners[workload["name"]], began)
        say({"steps": warm_epochs(learners[workload["name"]], workload, question["seconds"]), "start": start})


def start_of(learner, began):
    compiled = time.perf_counter()
    first_step = learner.first_step()
    from_then_on = time.perf_counter()
    learner.epoch()
    return {
        "compile": (compiled - began) * 1e3,
        "firstStep": (first_step - began) * 1e3,
        "firstEpoch": (time.perf_counter() - from_then_on + first_step - compiled) * 1e3,
    }


def warm_epochs(learner, workload, seconds):
    """Milliseconds a step, one number an epoch."""
    steps = -(-workload["rows"] // workload["batchSize"])
    times = []
    until = time.perf_counter() + seconds
    while len(times) < 2 or time.perf_counter() < until:
        begin = time.perf_counter()
        learner.epoch()
        times.append((time.perf_counter() - begin) / steps * 1e3)
    return times


def made_up_rows(workload):
    """Inputs (rows, inputs) even in [-1, 1); labels in turn, (rows,) int64."""
    rows, classes = workload["rows"], max(2, workload["outputs"])
    x = np.random.default_rng(0).random((rows, workload["inputs"]), dtype="f") * 2 - 1
    return x, np.arange(rows) % classes


def load_sklearn():
    import sklearn
    from sklearn.neural_network import MLPClassifier

    class Learner:
        def __init__(self, workload, x, y):
            units = [layer["units"] for layer in workload["layers"]]
            self.model = MLPClassifier(units, batch_size=workload["batchSize"])
            self.x, self.y, self.batch, self.classes = x, y, workload["batchSize"], np.unique(y)

        def first_step(self):
            self.model.partial_fit(self.x[: self.batch], self.y[: self.batch], classes=self.classes)
            return time.perf_counter()

        def epoch(self):
            self.model.partial_fit(self.x, self.y)

    return f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}", Learner


def load_pytorch():
    import torch
    from torch import nn

    if threads is not None:
        torch.set_num_threads(threads)

    def network(workload):
        parts, shape = [], (workload["inputs"],)
        for layer in workload["layers"]:
            kind = layer["kind"]
            if kind == "dense":
                parts += [nn.Linear(shape[0], layer["units"]), nn.ReLU()]
                shape = (layer["units"],)
            elif kind == "image":
                shape = (1, layer["size"], layer["size"])
                parts.append(nn.Unflatten(1, shape))
            elif kind == "convolution":
                parts += [nn.Conv2d(shape[0], layer["filters"], layer["kernelSize"]), nn.ReLU()]
                shape = (layer["filters"], *(side - layer["kernelSize"] + 1 for side in shape[1:]))
            elif kind == "maxPooling":
                parts.append(nn.MaxPool2d(layer["size"]))
                shape = (shape[0], *(side // layer["size"] for side in shape[1:]))
            elif kind == "flatten":
                parts.append(nn.Flatten())
                shape = (int(np.prod(shape)),)
        return nn.Sequential(*parts, nn.Linear(shape[0], workload["outputs"]))

    class Learner:
        def __init__(self, workload, x, y):
            self.model = network(workload)
            self.adam = torch.optim.Adam(self.model.parameters(), fused=True)
            self.x, self.batch = torch.from_numpy(x), workload["batchSize"]
            if workload["outputs"] == 1:
                self.loss, self.y = nn.BCEWithLogitsLoss(), torch.from_numpy(y).float().reshape(-1, 1)
            else:
                self.loss, self.y = nn.CrossEntropyLoss(), torch.from_numpy(y)

        def first_step(self):
            self.step(torch.arange(self.batch))
            return time.perf_counter()

        def epoch(self):
            # Picking rows of a tensor: faster than a DataLoader.
            order = torch.randperm(len(self.x))
            for start in range(0, len(self.x), self.batch):
                self.step(order[start : start + self.batch])

        def step(self, rows):
            self.adam.zero_grad()
            self.loss(self.model(self.x[rows]), self.y[rows]).backward()
            self.adam.step()

    return f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads", Learner


def load_keras(steps_per_execution=1):
    """`steps_per_execution`: batches that one call of the compiled function trains on, as `Model.compile` takes it."""
    import keras
    import tensorflow

    from keras import layers

    def network(workload):
        parts = [layers.Input((workload["inputs"],))]
        for layer in workload["layers"]:
            kind = layer["kind"]
            if kind == "dense":
                parts.append(layers.Dense(layer["units"], "relu"))
            elif kind == "image":
                parts.append(layers.Reshape((layer["size"], layer["size"], layer.get("channels", 1))))
            elif kind == "convolution":
                parts.append(layers.Conv2D(layer["filters"], layer["kernelSize"], padding=layer.get("padding", "valid"), activation="relu"))
            elif kind == "maxPooling":
                parts.append(layers.MaxPooling2D(layer["size"]))
            elif kind == "flatten":
                parts.append(layers.Flatten())
        two = workload["outputs"] == 1
        model = keras.Sequential([*parts, layers.Dense(workload["outputs"], "sigmoid" if two else "softmax")])
        model.compile("adam", "binary_crossentropy" if two else "sparse_categorical_crossentropy", steps_per_execution=steps_per_execution)
        return model

    class Learner:
        def __init__(self, workload, x, y):
            self.model = network(workload)
            self.x, self.y, self.batch = x, y, workload["batchSize"]

        def first_step(self):
            self.fit(self.x[: self.batch], self.y[: self.batch])
            return time.perf_counter()

        def epoch(self):
            self.fit(self.x, self.y)

        def fit(self, x, y):
            self.model.fit(x, y, batch_size=self.batch, epochs=1, verbose=0)

    return f"Keras {keras.__version__} on TensorFlow {tensorflow.__version__}", Learner


def say(line):
    print(json.dumps(line), flush=True)


main()
