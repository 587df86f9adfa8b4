//! Gradient descent.

/// Rows with the running means of Adam (Kingma and Ba, 2015).
pub(super) struct Learning<const N: usize> {
    pub(super) rows: Vec<[f32; N]>,
    means: Vec<[f32; N]>,
    squares: Vec<[f32; N]>,
    steps: i32,
    /// Pulls what little speaks for towards nothing.
    decay: f32,
}

impl<const N: usize> Learning<N> {
    pub(super) fn new(rows: Vec<[f32; N]>, decay: f32) -> Self {
        let nothing = vec![[0.0; N]; rows.len()];
        Self {
            rows,
            means: nothing.clone(),
            squares: nothing,
            steps: 0,
            decay,
        }
    }

    /// Rows of nothing, as many as there are.
    pub(super) fn flat(&self) -> Vec<[f32; N]> {
        vec![[0.0; N]; self.rows.len()]
    }

    /// Goes down the slopes by a rate.
    pub(super) fn step(&mut self, slopes: &[[f32; N]], rate: f32) {
        const MEAN: f32 = 0.9;
        const SQUARE: f32 = 0.999;
        self.steps += 1;
        let mean_share = 1.0 - MEAN.powi(self.steps);
        let square_share = 1.0 - SQUARE.powi(self.steps);
        let rows = self.rows.iter_mut().flatten();
        let means = self.means.iter_mut().flatten();
        let squares = self.squares.iter_mut().flatten();
        for (((value, mean), square), slope) in
            rows.zip(means).zip(squares).zip(slopes.iter().flatten())
        {
            let slope = slope + self.decay * *value;
            *mean = MEAN * *mean + (1.0 - MEAN) * slope;
            *square = SQUARE * *square + (1.0 - SQUARE) * slope * slope;
            let step = (*mean / mean_share) / ((*square / square_share).sqrt() + 1e-8);
            *value -= rate * step;
        }
    }
}

/// A rate that falls evenly to a twentieth of itself.
pub(super) fn falling(rate: f32, step: usize, steps: usize) -> f32 {
    rate * (1.0 - step as f32 / steps.max(1) as f32).max(0.05)
}
